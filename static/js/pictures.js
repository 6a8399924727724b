// Saves a chart so that it says by itself what it shows: title, source, date and address stand in picture and table.
"use strict";
(() => {
  if (!window.charts) return; // nothing was drawn
  const WIDTH = 960;
  const MARGIN = 24;
  const INSET = 16; // of the chart itself, whose words keep 8 px from its edge
  const SCALE = 2; // pixels of a PNG for each of the drawing
  const FONT = "system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif";
  const SIGNS = { "mark-government": "●", "mark-un": "◆", "mark-other": "▲" };
  const measure = document.createElement("canvas").getContext("2d");

  const escaped = (text) =>
    text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

  // Lines of words that fit the width; a word too long for a line is cut into pieces that do.
  const wrapped = (text, size, weight) => {
    measure.font = `${weight} ${size}px ${FONT}`;
    const fits = (line) => measure.measureText(line).width <= WIDTH - 2 * MARGIN;
    const lines = [""];
    for (let word of text.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (fits(longer)) {
        lines[lines.length - 1] = longer;
        continue;
      }
      if (lines.at(-1)) lines.push("");
      while (!fits(word)) {
        let length = word.length;
        while (!fits(word.slice(0, length))) length -= 1;
        lines[lines.length - 1] = word.slice(0, length);
        lines.push("");
        word = word.slice(length);
      }
      lines[lines.length - 1] = word;
    }
    return closed(lines);
  };

  // A name that is set apart and runs over the end of a line is closed there and opened again on the next.
  const closed = (lines) => {
    let isOpen = false;
    return lines.map((line) => {
      const whole = isOpen ? `\u2068${line}` : line;
      isOpen = whole.lastIndexOf("\u2068") > whole.lastIndexOf("\u2069");
      return isOpen ? `${whole}\u2069` : whole;
    });
  };

  const block = (text, { size, weight = 400, colour, top }) => {
    const step = Math.round(size * 1.4);
    const lines = wrapped(text, size, weight);
    const spans = lines.map(
      (line, index) =>
        `<text x="${MARGIN}" y="${top + size + index * step}" font-family="${escaped(FONT)}" font-size="${size}" ` +
        `font-weight="${weight}" fill="${colour}">${escaped(line)}</text>`,
    );
    return { markup: spans.join(""), bottom: top + lines.length * step };
  };

  const words = (figure) => ({
    title: figure.querySelector("h3").textContent.trim(),
    source: `Source: ${figure.dataset.source}`,
    made: `${new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })} · ${
      location.origin + location.pathname + location.search
    }`,
    key: [...figure.querySelectorAll(".key .party")]
      .map((party) => `${SIGNS[party.querySelector(".mark").classList[1]]} ${party.querySelector("bdi").textContent}`)
      .join("   "),
  });

  const drawn = async (figure) => {
    const plot = figure.querySelector("[data-chart]");
    const { data, layout } = window.charts.read(plot, { light: true, width: WIDTH - 2 * INSET });
    const uri = await Plotly.toImage(
      { data, layout: { ...layout, paper_bgcolor: "#fff", plot_bgcolor: "#fff" }, config: {} },
      { format: "svg", width: WIDTH - 2 * INSET, height: layout.height },
    );
    const { title, source, made, key } = words(figure);
    const head = block(title, { size: 22, weight: 600, colour: "#1c1b1a", top: MARGIN });
    const sides = block(key, { size: 14, colour: "#5a5853", top: head.bottom + 4 });
    const chartTop = sides.bottom + 12;
    const from = block(source, { size: 13, colour: "#5a5853", top: chartTop + layout.height + 12 });
    const foot = block(made, { size: 13, colour: "#5a5853", top: from.bottom + 2 });
    const height = foot.bottom + MARGIN;
    const inner = decodeURIComponent(uri.slice(uri.indexOf(",") + 1)).replace("<svg ", `<svg x="${INSET}" y="${chartTop}" `);
    const markup =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">` +
      `<title>${escaped(title)}</title><desc>${escaped(plot.getAttribute("aria-label"))} ${escaped(source)} ` +
      `${escaped(made)}</desc><rect width="100%" height="100%" fill="#fff"/>` +
      `${head.markup}${sides.markup}${inner}${from.markup}${foot.markup}</svg>`;
    return { markup, height };
  };

  const painted = async ({ markup, height }) => {
    const address = URL.createObjectURL(new Blob([markup], { type: "image/svg+xml" }));
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  // What could begin a cell under any separator and would run there gets an apostrophe, as in the files of the server.
  const guarded = (text) => text.replace(/(^|[,;:|\s])("*)(?='*[=+\-@＝＋－＠])/gu, "$1$2'");

  // The table beside the chart, and below it what a picture would say: title, source, date and address.
  const tabled = (figure) => {
    const said = (cell) => {
      const copy = cell.cloneNode(true);
      for (const extra of copy.querySelectorAll(".visually-hidden, .tip, svg")) extra.remove();
      return copy.textContent.replace(/\s+/g, " ").trim();
    };
    const { title, source, made } = words(figure);
    const rows = [...figure.querySelectorAll("details table tr")].map((row) => [...row.cells].map(said));
    const quoted = (text) => `"${guarded(text).replaceAll('"', '""')}"`;
    return [...rows, [], [title], [source], [made]].map((row) => row.map(quoted).join(",")).join("\r\n");
  };

  const saved = {
    png: async (figure) => painted(await drawn(figure)),
    svg: async (figure) => new Blob([(await drawn(figure)).markup], { type: "image/svg+xml" }),
    csv: async (figure) => new Blob(["\ufeff", tabled(figure)], { type: "text/csv" }),
  };

  const save = async (figure, form) => {
    const blob = await saved[form](figure);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${location.pathname.split("/").filter(Boolean).at(-1)}-${figure.dataset.name}.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  for (const item of document.querySelectorAll("[data-needs-script]")) item.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button) save(button.closest("figure"), button.dataset.save);
  });
})();
