import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { Keeper } from "../../static/admin/autosave/keeper.js";

globalThis.addEventListener = window.addEventListener.bind(window);
globalThis.HTMLSelectElement = window.HTMLSelectElement;

describe("The browser keeps", () => {
  test("what is typed before the copies of earlier have been read", async () => {
    document.body.innerHTML = '<form><input name="headline"></form>';
    const form = document.querySelector("form");
    const kept = [];
    const copies = { user: "1", put: async ({ data }) => kept.push(data) };
    const keeper = new Keeper(form, { key: "article/7", url: "", copies, isTyped: false });
    keeper.send = () => {};
    form.elements.headline.value = "typed";
    form.dispatchEvent(new Event("input"));
    await wait(400);
    assert.deepEqual(kept, []);
    keeper.start();
    await wait(400);
    assert.deepEqual(kept, [[["headline", "typed"]]]);
    form.elements.headline.value = "typed further";
    form.dispatchEvent(new Event("input"));
    await wait(400);
    assert.deepEqual(kept.at(-1), [["headline", "typed further"]]);
  });
});
