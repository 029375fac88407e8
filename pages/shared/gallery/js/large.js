// The enlarged view: what the page sent is shown at once, the sharper picture when it arrives.
const ASK_AFTER_MS = 120; // a held arrow key passes many images; only where it rests is asked for

function openLarge(gallery, i) {
  gallery.open = i;
  if (!gallery.dialog.open) gallery.dialog.showModal();
  paintLarge(gallery);
  clearTimeout(gallery.asking);
  const { image } = gallery.items[i];
  if (gallery.large?.image !== image) gallery.asking = setTimeout(() => gallery.send("large", { image }), ASK_AFTER_MS);
}

function step(gallery, by) {
  const to = gallery.open + by;
  if (to >= 0 && to < gallery.items.length) openLarge(gallery, to);
  else turnTo(gallery, gallery.page + by, by > 0 ? "first" : "last");
}

function paintLarge(gallery) {
  const item = gallery.items[gallery.open];
  const large = gallery.large?.image === item.image ? gallery.large : null;
  const [sharp, photo] = (large && held.get(large.version)) ?? [];
  const find = (selector) => gallery.dialog.querySelector(selector);
  find(".name").textContent = item.image;
  find(".where").textContent = "label: " + LABEL_WORDS[item.label] + " · " + whereText(item);
  find(".place").textContent = `${grouped.format(gallery.first + gallery.open + 1)} of ${grouped.format(gallery.nImages)}`;
  const address = sharp || held.get(gallery.version)?.[gallery.open];
  find(".left .picture").replaceChildren(pictureNode(address), ...(address ? boxNodes(item.boxes, "own") : []));
  find(".photo").hidden = !photo;
  if (photo) find(".photo .picture").replaceChildren(pictureNode(photo), ...boxNodes(large.boxes, "own"), ...boxNodes(large.frame, "frame-of"));
  find(".boxes-switch").hidden = !item.boxes.length && !large?.boxes?.length;
  find("tbody").replaceChildren(...gallery.strategies.map((strategy, s) => scoreRow(strategy, item, s)));
  const [back, on] = gallery.dialog.querySelectorAll(".step");
  back.disabled = gallery.first + gallery.open === 0;
  on.disabled = gallery.first + gallery.open === gallery.nImages - 1;
  paintActions(gallery);
}

function scoreRow(strategy, item, s) {
  const right = item.flagged[s] === (item.label === 1);
  const dot = make("i", { class: "dot", style: "background:" + strategy.colour });
  const bar = make("span", { class: "bar" }, [
    make("i", { style: `width:${100 * item.scores[s]}%;background:${strategy.colour}` }),
    make("u", { style: `left:${100 * strategy.threshold}%` }),
  ]);
  return make("tr", { "data-strategy": strategy.name }, [
    make("td", { title: strategy.name }, [dot, strategy.name]),
    make("td", { class: "num" }, [bar, item.scores[s].toFixed(3)]),
    make("td", { class: "num", text: strategy.threshold.toFixed(3) }),
    make("td", { class: right ? "right" : "wrong", text: (right ? "✓ " : "✗ ") + LABEL_WORDS[Number(item.flagged[s])] }),
  ]);
}

function paintActions(gallery) {
  const mark = markOf(gallery, gallery.items[gallery.open]);
  for (const button of gallery.dialog.querySelectorAll("[data-mark]")) button.setAttribute("aria-pressed", String(button.dataset.mark === mark));
  gallery.dialog.dataset.boxes = String(gallery.boxes);
  gallery.dialog.querySelector(".boxes-switch").setAttribute("aria-pressed", String(gallery.boxes));
}

function listenToLarge(gallery) {
  const { dialog } = gallery;
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) step(gallery, by);
    else if (event.key.toLowerCase() === "b") switchBoxes(gallery);
    else if (!markByKey(gallery, gallery.items[gallery.open], event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (event.target === dialog || button?.matches(".close")) dialog.close();
    else if (button?.dataset.step) step(gallery, Number(button.dataset.step));
    else if (button?.dataset.mark) toggleMark(gallery, gallery.items[gallery.open], button.dataset.mark);
    else if (button?.matches(".boxes-switch")) switchBoxes(gallery);
  });
  dialog.addEventListener("close", () => {
    clearTimeout(gallery.asking);
    gallery.tiles[gallery.open]?.button.focus();
    gallery.open = -1;
  });
}

function switchBoxes(gallery) {
  gallery.boxes = !gallery.boxes;
  paintActions(gallery);
}
