"""Kiosk → desk → board → phone in real browsers on a real server."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.screens import DESK, MANAGER, NUMBER, OFFICE, Screens, opened, ticket_called
from tests.running_server import RunningServer


def take_a_ticket(kiosk: Page) -> str:
    """Three touches to the ticket; its number."""
    kiosk.get_by_role("button", name="Счётчики и начисления").click()
    kiosk.get_by_role("button", name="Передать показания").click()
    kiosk.get_by_role("button", name="Взять талон").click()
    return shown_number(kiosk)


def shown_number(kiosk: Page) -> str:
    expect(kiosk.get_by_role("heading", name="Ваш талон")).to_be_visible()
    number = NUMBER.search(kiosk.locator("main").inner_text())
    assert number is not None
    return number.group()


def sit_down(screens: Screens) -> Page:
    """The manager at the open desk."""
    screens.server.let_in(MANAGER, role="manager", office=OFFICE)
    desk = screens.signed_in(f"/desk?office={OFFICE}&desk={DESK}", MANAGER)
    desk.get_by_role("button", name="Открыть окно").click()
    expect(desk.get_by_role("button", name="Вызвать следующего")).to_be_visible()
    return desk


def test_a_visitor_from_the_kiosk_to_the_end_on_every_screen(browser: Browser, server: RunningServer) -> None:
    with opened(browser, server) as screens:
        desk, kiosk, board = sit_down(screens), screens.kiosk(), screens.board()
        number = take_a_ticket(kiosk)
        phone = screens.phone(ticket_called(server, number))
        expect(phone.get_by_text(number)).to_be_visible()
        expect(board.get_by_role("complementary").get_by_text(number)).to_be_visible()

        desk.keyboard.press("Space")
        expect(desk.get_by_role("heading", name=number)).to_be_visible()
        expect(board.get_by_role("main").get_by_text(number).first).to_be_visible()
        expect(phone.get_by_role("heading", name="Вас вызывают")).to_be_visible()
        expect(phone.get_by_role("img", name=f"Окно {DESK}")).to_be_visible()

        desk.keyboard.press("F7")
        expect(desk.get_by_role("button", name="Завершить")).to_be_visible()
        desk.keyboard.press("F8")
        desk.get_by_role("radio", name="Вопрос решён").check()
        desk.keyboard.press("Enter")
        expect(desk.get_by_role("button", name="Вызвать следующего")).to_be_visible()
        expect(phone.get_by_role("radiogroup", name="Как всё прошло?")).to_be_visible()


def test_two_touches_are_one_ticket(browser: Browser, server: RunningServer) -> None:
    with opened(browser, server) as screens:
        screens.server.let_in(MANAGER, role="manager", office=OFFICE)
        sit_down_by_program(server)
        kiosk = screens.kiosk()
        kiosk.get_by_role("button", name="Счётчики и начисления").click()
        kiosk.get_by_role("button", name="Передать показания").click()
        kiosk.get_by_role("button", name="Взять талон").dblclick()
        shown_number(kiosk)
    with server.client("admin") as admin:
        assert len(admin.get(f"/api/v1/offices/{OFFICE}/queue").json()["tickets"]) == 1


def sit_down_by_program(server: RunningServer) -> None:
    """A desk that serves everything the visitor may want, opened without a screen."""
    with server.client("admin") as admin:
        opened_desk = admin.post(f"/api/v1/offices/{OFFICE}/desks/{DESK}/open", json={"manager": MANAGER})
        opened_desk.raise_for_status()
