"""The supervisor's pages. Knows their addresses; which office, topic or ticket, the page's own address says."""

from queue_server.client.pages import STAFF, Page, page

OFFICE_DAYS = "office_days.css"
UPLOT = "/assets/web/vendor/uplot.css"
CHART = "chart.css"

PAGES: tuple[Page, ...] = (
    page(
        "/cockpit",
        room="analytics",
        script="cockpit/cockpit.js",
        styles=(STAFF, UPLOT, CHART, "cockpit/cockpit.css"),
        kind="cockpit",
    ),
    page("/alerts", room="analytics", script="alerts/alerts.js", styles=(STAFF, "alerts/alerts.css"), kind="alerts"),
    page(
        "/reports", room="analytics", script="reports/reports.js", styles=(STAFF, "reports/reports.css"), kind="reports"
    ),
    page(
        "/forecast",
        room="analytics",
        script="forecast/forecast.js",
        styles=(STAFF, UPLOT, CHART, OFFICE_DAYS, "forecast/forecast.css"),
        kind="forecast",
    ),
    page(
        "/what_if",
        room="analytics",
        script="what_if/what_if.js",
        styles=(STAFF, OFFICE_DAYS, "what_if/what_if.css"),
        kind="what_if",
    ),
    page(
        "/roster",
        room="analytics",
        script="roster/roster.js",
        styles=(STAFF, OFFICE_DAYS, "roster/roster.css"),
        kind="roster",
    ),
)
