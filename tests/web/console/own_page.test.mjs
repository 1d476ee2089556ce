import assert from "node:assert/strict";
import { test } from "node:test";

import { ownPage } from "../../../queue_server/console/web/own_page.js";

const OWN = "https://queue.test";

test("a page of this server is led on to, with what is asked of it", () => {
  assert.equal(ownPage("/desk?office=klin", OWN), `${OWN}/desk?office=klin`);
  assert.equal(ownPage(`${OWN}/cockpit`, OWN), `${OWN}/cockpit`);
});

test("nobody is led on to another site, however it is written", () => {
  for (const next of ["https://evil.test/", "//evil.test/x", "/\\evil.test", "javascript:alert(1)", "data:text/html,x", "/.//evil.test", `${OWN}//evil.test`, "/x/..//evil.test", "/\t/evil.test", "http://", "http://["]) {
    const page = ownPage(next, OWN);
    assert.ok(page === null || new URL(page, OWN).origin === OWN, `${next} leads to ${page}`);
    assert.ok(page === null || !page.startsWith("//"), `${next} leads to ${page}`);
  }
});

test("without a page of its own to come to there is none", () => {
  for (const next of [null, "", "/", "/sign-in", "/sign-in?next=/desk"]) assert.equal(ownPage(next, OWN), null, String(next));
});
