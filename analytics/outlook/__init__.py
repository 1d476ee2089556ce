"""What the next two hours will bring an office as it stands now, and what would help: each tried by simulation."""
