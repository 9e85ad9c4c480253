// Keys for the review. The page works without this file: every key presses a button that is there.
"use strict";

const claims = [...document.querySelectorAll(".claim[id]")];
const help = document.getElementById("help");

const current = () => claims.findIndex((claim) => claim.contains(document.activeElement));

function go(index) {
  const claim = claims[Math.min(Math.max(index, 0), claims.length - 1)];
  if (claim) {
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "center" });
  }
}

// Nothing is decided of a claim that the reader has not gone to.
function press(selector) {
  const claim = claims[current()];
  if (claim) claim.querySelector(selector).click();
  else go(0);
}

const actions = {
  j: () => go(current() + 1),
  k: () => go(current() - 1),
  a: () => press(".accept"),
  r: () => press(".reject"),
  c: () => press("a.correct"),
  u: () => document.querySelector("#undo button").click(),
  "?": () => { help.open = !help.open; },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelector("a.cancel")?.click();
  } else if (help && actions[event.key] && (!event.repeat || "jk".includes(event.key)) && !event.target.matches("input, select, textarea")
      && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing) {
    event.preventDefault();
    actions[event.key]();
  }
});

// After a decision the address names the next claim, and whoever corrects begins with the value.
const named = claims.findIndex((claim) => `#${claim.id}` === location.hash);
if (named >= 0) go(named);
(document.getElementById("fix-low") ?? document.getElementById("fix-speaker"))?.focus();
