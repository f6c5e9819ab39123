import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { embedCodesIn } from "../../static/admin/editor/paste/embed-codes.js";

const code = (name) => readFileSync(new URL(`../browser/pastes/${name}-embed.txt`, import.meta.url), "utf8").trim();

const URLS = {
  applepodcast: "https://embed.podcasts.apple.com/in/podcast/pul-ke-neeche/id1500000001?i=1000600000001",
  bluesky: "https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3lbqta5lnck2i",
  datawrapper: "https://datawrapper.dwcdn.net/aB3xY/4/",
  "datawrapper-script": "https://datawrapper.dwcdn.net/aB3xY/",
  facebook: "https://www.facebook.com/nagarnigam/posts/1234567890123456",
  flourish: "https://public.flourish.studio/visualisation/1234567/",
  "flourish-iframe": "https://flo.uri.sh/visualisation/1234567/embed",
  instagram: "https://www.instagram.com/p/C1a2B3c4D5e/",
  linkedin: "https://www.linkedin.com/embed/feed/update/urn:li:share:7267890123456789012",
  mastodon: "https://social.example/@nagar/113456789012345678",
  osm: "https://www.openstreetmap.org/export/embed.html?bbox=77.1%2C28.5%2C77.3%2C28.7&layer=mapnik&marker=28.61%2C77.2",
  reddit: "https://www.reddit.com/r/nagar/comments/1abcde2/pul_khula/",
  spotify: "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk?utm_source=generator",
  telegram: "https://t.me/nagarnigam/42",
  threads: "https://www.threads.net/@nagar/post/C1a2B3c4D5e",
  tiktok: "https://www.tiktok.com/@nagar/video/7301234567890123456",
  vimeo: "https://player.vimeo.com/video/76979871?h=8272103f6e",
  x: "https://twitter.com/cityworks/status/1861454974426722737",
  youtube: "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?si=abc",
};

describe("The embed code", () => {
  for (const [network, url] of Object.entries(URLS)) {
    test(`of ${network} is found whole, with the post's URL`, () => {
      const text = `पहले\n${code(network)}\nबाद में`;
      const found = embedCodesIn(text);
      assert.deepEqual(found.map((embed) => embed.url), [url]);
      assert.equal(text.slice(found[0].from, found[0].to).trim(), code(network));
    });
  }
  test("of several networks is found several times", () => {
    assert.equal(embedCodesIn(`${code("x")}\n\n${code("youtube")}\n${code("telegram")}`).length, 3);
  });
  test("of X says who wrote what", () => {
    const [{ author, handle, language, text }] = embedCodesIn(code("x"));
    assert.deepEqual([author, handle, language], ["City Works", "cityworks", "en"]);
    assert.equal(text, "The bridge is open.\nThank you all. #Bridge pic.twitter.com/AbCdEf1234");
  });
});

describe("An iframe", () => {
  const cases = [
    ["of Facebook is left to the server", "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fe.example", "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fe.example"],
    ["of Reddit is left to it too", "https://embed.reddit.com/r/a/comments/1/b/?embed=true", "https://embed.reddit.com/r/a/comments/1/b/?embed=true"],
    ["without a scheme is https", "//www.youtube.com/embed/abc", "https://www.youtube.com/embed/abc"],
  ];
  for (const [what, source, url] of cases) {
    test(what, () => assert.deepEqual(embedCodesIn(`<iframe src="${source}"></iframe>`).map((embed) => embed.url), [url]));
  }
  test("with a script for its source is none", () => assert.deepEqual(embedCodesIn('<iframe src="javascript:x()"></iframe>'), []));
  test("that is loaded lazily has its URL in data-src", () => {
    assert.equal(embedCodesIn('<iframe data-src="https://a.example/b"></iframe>')[0].url, "https://a.example/b");
  });
  test("with the number of a post on X has no need of its source", () => {
    assert.equal(embedCodesIn('<iframe data-tweet-id="123" src="https://platform.twitter.com/"></iframe>')[0].url, "https://x.com/i/status/123");
  });
});

test("A plain quotation is no embed code", () => assert.deepEqual(embedCodesIn("<blockquote>पुल</blockquote>"), []));
test("A text without tags holds none", () => assert.deepEqual(embedCodesIn("iframe blockquote"), []));
