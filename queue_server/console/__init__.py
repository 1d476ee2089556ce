"""The staff's pages: home, sign-in, desk, reception, administration. Static files; every rule is the server's."""
