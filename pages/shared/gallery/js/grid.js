// The grid: one tile an image; one of them is in the tab order, arrow keys move on from it.
function buildGrid(gallery) {
  gallery.tiles = gallery.items.map((item, i) => buildTile(gallery, item, i));
  gallery.find(".grid").replaceChildren(...gallery.tiles.map((tile) => tile.button));
}

function buildTile(gallery, item, i) {
  const badge = make("span", { class: "badge" });
  const frame = make("span", { class: "frame" }, [pictureNode(held.get(gallery.version)?.[i]), badge]);
  const button = make("button", { type: "button", class: "tile", "data-image": item.image, tabindex: i ? "-1" : "0" }, [
    frame,
    make("span", { class: "line" }, [make("b", { class: "num", text: item.figure }), make("span", { text: LABEL_WORDS[item.label] })]),
    make("small", { class: "mute", text: whereText(item) }),
  ]);
  button.title = item.image;
  button.onclick = () => openLarge(gallery, i);
  button.onfocus = () => {
    for (const tile of gallery.tiles) tile.button.tabIndex = tile.button === button ? 0 : -1;
  };
  return { button, badge };
}

function pictureNode(address) {
  if (!address) return make("span", { class: "none", text: "no picture" });
  return make("img", { src: address, alt: "", draggable: "false" });
}

function listenToGrid(gallery) {
  gallery.find(".grid").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const i = gallery.tiles.findIndex((tile) => tile.button === event.target);
    if (i < 0) return;
    const to = { ArrowLeft: i - 1, ArrowRight: i + 1, ArrowUp: i - columns(gallery), ArrowDown: i + columns(gallery), Home: 0, End: gallery.tiles.length - 1 }[event.key];
    if (to === undefined && !markByKey(gallery, gallery.items[i], event)) return;
    event.preventDefault();
    event.stopPropagation();
    gallery.tiles[to]?.button.focus();
  });
}

function columns(gallery) {
  const top = gallery.tiles[0].button.offsetTop;
  const second = gallery.tiles.findIndex((tile) => tile.button.offsetTop > top);
  return second < 0 ? gallery.tiles.length : second;
}

function buildPagers(gallery) {
  gallery.pagers = [...gallery.root.querySelectorAll(".pager")].map((nav) => {
    const back = make("button", { type: "button", text: "‹ Previous", "data-to": "previous" });
    const on = make("button", { type: "button", text: "Next ›", "data-to": "next" });
    const box = make("input", { class: "num", inputmode: "numeric", autocomplete: "off", "aria-label": "Page" });
    const all = make("span", { class: "num mute" });
    back.onclick = () => turnTo(gallery, gallery.page - 1);
    on.onclick = () => turnTo(gallery, gallery.page + 1);
    box.onchange = () => {
      const typed = Number(box.value);
      if (Number.isInteger(typed) && typed >= 1) turnTo(gallery, Math.min(typed, gallery.nPages) - 1);
      else box.value = gallery.page + 1;
    };
    nav.append(back, box, all, on);
    return { nav, back, on, box, all };
  });
}

function turnTo(gallery, page, thenOpen = "") {
  if (page < 0 || page >= gallery.nPages || page === gallery.page) return;
  gallery.thenOpen = thenOpen;
  gallery.send("page", { page, turn: ++gallery.nTurns });
}

function paintPagers(gallery) {
  for (const { nav, back, on, box, all } of gallery.pagers) {
    nav.hidden = gallery.nPages < 2;
    back.disabled = gallery.page === 0;
    on.disabled = gallery.page === gallery.nPages - 1;
    box.value = gallery.page + 1;
    all.textContent = "of " + grouped.format(gallery.nPages);
  }
}
