import assert from "node:assert/strict";
import { test } from "node:test";

import { briefly, messagePages } from "../../../display/web/message_pages.js";
import { settingsFrom } from "../../../display/web/settings.js";

const letters = (text) => text.length;
const usual = { farM: 10, diagonalIn: 55, sound: true };

test("a message is cut between words into still pages, and a cut is seen", () => {
  assert.deepEqual(messagePages("Приготовьте паспорт и договор заранее", 22, letters), ["Приготовьте паспорт…", "…и договор заранее"]);
  assert.deepEqual(messagePages("  ", 10, letters), []);
  assert.deepEqual(messagePages("Короткое", 30, letters), ["Короткое"]);
});

test("a page is a sentence where one fits, else a part of it, else words", () => {
  assert.deepEqual(messagePages("Талоны больше не выдаются. Всех, кто ждёт, примут.", 29, letters), ["Талоны больше не выдаются.", "Всех, кто ждёт, примут."]);
  assert.deepEqual(messagePages("Meters from the 15th to the 25th: here and by phone", 40, letters), ["Meters from the 15th to the 25th:", "…here and by phone"]);
  assert.deepEqual(messagePages("Ждём вас на ул. Ленина, дом 5, вход со двора", 29, letters), ["Ждём вас на ул. Ленина,", "…дом 5, вход со двора"]);
  assert.deepEqual(messagePages("Да! Нет! Приходите завтра", 30, letters), ["Да! Нет! Приходите завтра"]);
});

test("Chinese is cut between characters, never before its punctuation", () => {
  assert.deepEqual(messagePages("请提前准备护照，谢谢。", 10, letters), ["请提前准备护照，", "…谢谢。"]);
  for (const page of messagePages("请，提，前，准，备", 3, letters)) assert.ok(!/^…?，/.test(page), page);
});

test("no page is left for a last word alone", () => {
  assert.deepEqual(messagePages("Приготовьте паспорт и договор заранее", 31, letters), ["Приготовьте паспорт…", "…и договор заранее"]);
});

test("no letter of a message is lost, not even of a word wider than the screen", () => {
  const message = "Достопримечательность и ещё слова";
  assert.equal(messagePages(message, 8, letters).map((page) => page.replaceAll("…", "")).join(" "), message);
});

test("what can be said in fewer words is, where the full ones need a second page", () => {
  assert.equal(briefly(["Талон в телефоне: наведите камеру на код", "Талон в телефоне — по коду"], 40, letters), "Талон в телефоне: наведите камеру на код");
  assert.equal(briefly(["Талон в телефоне: наведите камеру на код", "Талон в телефоне — по коду"], 30, letters), "Талон в телефоне — по коду");
  assert.equal(briefly(["Два слова", "Слово"], 3, letters), "Слово");
});

test("a board without settings rotates all languages and speaks the first", () => {
  assert.deepEqual(settingsFrom("", usual), { farM: 10, diagonalIn: 55, languages: ["ru", "en", "zh"], everyMs: 12_000, voices: ["ru"], sound: true, volume: 1 });
});

test("the address sets up the board", () => {
  assert.deepEqual(settingsFrom("?far=6,5&diagonal=43&languages=en,ru,en&every=20&voice=ru,en&sound=off&volume=40", usual), {
    farM: 6.5, diagonalIn: 43, languages: ["en", "ru"], everyMs: 20_000, voices: ["ru", "en"], sound: false, volume: 0.4,
  });
  assert.deepEqual(settingsFrom("?lang=zh", usual).languages, ["zh"]);
  assert.deepEqual(settingsFrom("?voice=off", usual).voices, []);
});

test("nonsense in the address leaves what is usual", () => {
  assert.deepEqual(settingsFrom("?far=-3&diagonal=big&languages=xx&every=0&voice=qq&sound=maybe&volume=999", usual), settingsFrom("", usual));
});
