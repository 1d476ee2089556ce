"""The day of an office by the API: today from the office as it stands, the past from the table, who may ask."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from tests.running_server import RunningServer

OFFICE = "klin"


def ago(**time: float) -> str:
    at = datetime.now(UTC) - timedelta(**time)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_a_day_with_its_half_hours_its_curve_and_whoever_may_ask(server: RunningServer) -> None:
    with server.client("kiosk", OFFICE) as kiosk, server.client("supervisor", OFFICE) as supervisor:
        path = f"/api/v1/offices/{OFFICE}"
        for minutes in (0, 0, 20):
            body = {"topic": "certificates"}
            if minutes:
                body |= {"offline": True, "issued_at": ago(minutes=minutes)}  # type: ignore[dict-item]
            kiosk.post(f"{path}/tickets", json=body).raise_for_status()
        supervisor.post(f"{path}/desks/5/open", json={"manager": "sidorova"}).raise_for_status()
        answer = supervisor.get(f"{path}/day").json()
        assert (answer["usual_days"], answer["days"][-1]["day"]) == (0, answer["day"])
        rows = answer["half_hours"]
        assert sum(row["issued"] for row in rows) == 3
        assert sum(row["breached"] for row in rows) == 1
        assert all(row["usual_issued"] is None for row in rows)
        queue = supervisor.get(f"{path}/queue").json()
        assert answer["curve"][-1]["waiting"] <= queue["waiting"] == 3
        assert supervisor.get("/api/v1/offices/kolomna/day").status_code == 404
        assert kiosk.get(f"{path}/day").status_code == 403
        together(server, supervisor, issued=3)


def together(server: RunningServer, own: httpx2.Client, *, issued: int) -> None:
    """The same of all offices together, for whoever watches all of them and for whoever is of one."""
    with server.client("supervisor") as chief, server.client("kiosk", OFFICE) as kiosk:
        offices = [one["id"] for one in chief.get("/api/v1/offices").json()["offices"]]
        each = [chief.get(f"/api/v1/offices/{office}/day").json() for office in offices]
        whole, bound = chief.get("/api/v1/day").json(), own.get("/api/v1/day").json()
        assert (whole["offices"], bound["offices"], whole["territory"]) == (len(offices), 1, None)
        for answer in (whole, bound):
            assert sum(row["issued"] for row in answer["half_hours"]) == issued
            assert all(point["waiting"] <= issued for point in answer["curve"])
        assert sum(row["breached"] for one in each for row in one["half_hours"]) == 1
        unknown = chief.get("/api/v1/day", params={"territory": "nowhere"})
        assert (unknown.status_code, unknown.json()["type"].rsplit(":", 1)[1]) == (404, "territory_unknown")
        assert kiosk.get("/api/v1/day").status_code == 403


@pytest.mark.parametrize("role", ["integration", "admin"])
def test_whoever_watches_every_office_may_ask_of_any(server: RunningServer, role: str) -> None:
    with server.client(role) as client:
        assert client.get(f"/api/v1/offices/{OFFICE}/day").json()["half_hours"] == []
