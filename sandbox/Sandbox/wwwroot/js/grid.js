// The sandbox's own grids: they ask the shop for rows, and are sorted and paged, as DataTables does in nopCommerce's admin.

for (const container of document.querySelectorAll("[data-sandbox-grid]"))
  new Grid(container).start();

function Grid(container) {
  const definition = JSON.parse(container.dataset.sandboxGrid);
  const table = container.querySelector("table");
  const order = JSON.parse(table.dataset.order ?? "[[0,\"asc\"]]");
  const unsortable = JSON.parse(table.dataset.columnDefs ?? "[]").flatMap(rule => rule.orderable === false ? rule.targets : []);
  let [start, length, draw, total] = [0, definition.length, 0, 0];

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const escape = text => new Option(text ?? "").innerHTML;
  const body = make("tbody");
  const info = make("div", { className: "dt-info" });
  info.setAttribute("role", "status");
  const paging = make("nav", { className: "dt-paging" });
  paging.setAttribute("aria-label", "pagination");
  const heads = definition.columns.map(head);

  this.start = () => {
    table.append(make("thead", {}, make("tr", {}, ...heads)), body);
    const lengths = make("select", { className: "dt-input" }, ...definition.lengths.map(count =>
      make("option", { value: count, textContent: count, selected: count === length })));
    lengths.setAttribute("aria-label", "Rows");
    lengths.addEventListener("change", () => {
      [start, length] = [0, Number(lengths.value)];
      load();
    });
    const refresh = make("button", { type: "button", className: "btn btn-secondary", textContent: "↻" });
    refresh.setAttribute("aria-label", "Refresh");
    refresh.addEventListener("click", load);
    container.append(make("div", { className: "dt-layout-row" }, paging, lengths, info, refresh));
    document.getElementById(definition.searchButtonId)?.addEventListener("click", () => {
      start = 0;
      load();
    });
    load();
  };

  function head(column, index) {
    const cell = make("th", { className: column.className ?? "", scope: "col" });
    if (!definition.ordering || unsortable.includes(index)) {
      cell.textContent = column.title;
      return cell;
    }

    const title = make("button", { type: "button", className: "dt-column-title", textContent: column.title });
    title.addEventListener("click", () => {
      order.splice(0, order.length, [index, order[0]?.[0] === index && order[0][1] === "asc" ? "desc" : "asc"]);
      start = 0;
      load();
    });
    cell.append(title);
    return cell;
  }

  function ask() {
    const fields = new URLSearchParams({ draw: ++draw, start, length });
    definition.columns.forEach((column, index) => {
      fields.append(`columns[${index}][data]`, column.data);
      fields.append(`columns[${index}][orderable]`, !unsortable.includes(index));
    });
    order.forEach(([column, direction], index) => {
      fields.append(`order[${index}][column]`, column);
      fields.append(`order[${index}][dir]`, direction);
    });
    for (const filter of definition.filters) {
      const field = document.getElementById(filter.field);
      const value = filter.value ?? (filter.isCheckBox ? field?.checked : field?.value);
      if (value !== undefined)
        fields.append(filter.name, value);
    }
    fields.append("__RequestVerificationToken", document.querySelector("input[name=__RequestVerificationToken]").value);
    return fields;
  }

  async function load() {
    const asked = ask();
    const answer = await fetch(definition.url, { method: "POST", body: asked });
    const page = await answer.json();
    if (page.draw !== String(draw))
      return;

    total = page.recordsFiltered;
    show(page.Data);
  }

  function show(rows) {
    heads.forEach((cell, index) => {
      const direction = order[0]?.[0] === index ? order[0][1] : null;
      if (direction)
        cell.setAttribute("aria-sort", direction === "asc" ? "ascending" : "descending");
      else
        cell.removeAttribute("aria-sort");
    });
    body.replaceChildren(...rows.map(row => make("tr", {}, ...definition.columns.map(column => cellOf(row, column)))));
    if (rows.length === 0)
      body.append(make("tr", {}, make("td", { className: "dt-empty", colSpan: definition.columns.length, textContent: "No data" })));
    info.textContent = `${rows.length ? start + 1 : 0}-${start + rows.length} of ${total}`;
    showPages();
    window[definition.drawCallback]?.({ nTable: table });
  }

  function cellOf(row, column) {
    const cell = make("td", { className: column.className ?? "" });
    const data = row[column.data];
    if (column.render === "RenderCustom")
      cell.innerHTML = window[column.function](data, "display", row, {});
    else if (column.render === "RenderDate")
      cell.textContent = data ? new Date(data).toLocaleString(definition.locale, column.format === "L LT" ? { dateStyle: "short", timeStyle: "short" } : {}) : "";
    else if (column.render === "RenderButtonView")
      cell.innerHTML = `<a class="btn btn-default" href="${escape(column.address)}${data}">${escape(definition.view)}</a>`;
    else
      cell.textContent = data ?? "";
    return cell;
  }

  function showPages() {
    const [current, last] = [Math.floor(start / length), Math.max(Math.ceil(total / length) - 1, 0)];
    const near = [0, current - 1, current, current + 1, last].filter((page, index, all) =>
      page >= 0 && page <= last && all.indexOf(page) === index);
    paging.replaceChildren(...near.sort((one, other) => one - other).map(page => {
      const button = make("button", { type: "button", className: "page-link", textContent: page + 1 });
      if (page === current)
        button.setAttribute("aria-current", "page");
      button.addEventListener("click", () => {
        start = page * length;
        load();
      });
      return button;
    }));
  }
}
