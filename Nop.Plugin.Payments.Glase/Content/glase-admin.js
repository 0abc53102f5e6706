// What the host's grids need to know of the plugin's rows. The host's script calls these functions by their names.
(() => {
  const { orders, customers, payments, periods } = document.currentScript.dataset;

  const escape = text => new Option(text ?? "").innerHTML;
  const link = (address, title) => `<a href="${escape(address)}">${escape(title)}</a>`;
  const code = text => text ? `<bdi class="text-nowrap">${escape(text)}</bdi>` : "–";
  const badge = (row, style) => `<span class="grid-report-item ${style} ${escape(row.StatusColor)}">${escape(row.Status)}</span>`;

  const links = row => [
    ...row.Payments.map(payment => link(payments + payment.Id, payment.Title)),
    ...row.Order ? [link(orders + row.Order.Id, row.Order.Title)] : []
  ].join("<br />");

  Object.assign(window, {
    glaseStatus: (data, type, row) => badge(row, "glase-grid-status"),
    glaseCode: data => code(data),
    // A long reference may be broken in its middle where the window is narrow: see glase-admin.css.
    glaseReference: data => {
      const middle = Math.ceil((data?.length ?? 0) / 2);
      return data ? `<bdi class="glase-grid-reference">${escape(data.slice(0, middle))}<wbr>${escape(data.slice(middle))}</bdi>` : "–";
    },
    glaseAmount: (data, type, row) => escape(data) + (row.Arrived ? `<div class="text-danger">${escape(row.Arrived)}</div>` : ""),
    glaseOrder: (data, type, row) => row.OrderId ? link(orders + row.OrderId, data) : "–",
    glaseCustomer: (data, type, row) => `<div class="glase-email">${link(customers + row.CustomerId, data)}</div>`,
    glasePeriodStatus: (data, type, row) => badge(row, "text-nowrap") + (row.Remark ? `<div>${escape(row.Remark)}</div>` : ""),
    glasePages: (data, type, row) => row.Pages.map(page => link(`${periods}${row.PeriodId}/${page.Name}`, page.Title)).join("<br />"),
    glaseAdvice: (data, type, row) => `${escape(data)}<div>${links(row)}</div>`,
    glaseLinks: (data, type, row) => links(row),

    // An empty grid says what to do.
    glaseDrawn: settings => {
      const cell = settings.nTable.querySelector("td.dt-empty");
      const hint = document.querySelector(`[data-glase-empty="${settings.nTable.id}"]`);
      if (cell && hint)
        cell.textContent = hint.textContent.trim();
    }
  });

  // The host's model of a grid has no place for these: DataTables reads them of the table itself.
  for (const grid of document.querySelectorAll("[data-glase-grid]")) {
    const table = grid.querySelector("table");
    table.dataset.order = grid.dataset.glaseOrder ?? "[]";
    table.dataset.columnDefs = JSON.stringify([{ targets: JSON.parse(grid.dataset.glaseUnsortable ?? "[]"), orderable: false }]);
  }

  // Days that are often asked for are chosen by one press.
  for (const range of document.querySelectorAll("[data-glase-from]")) {
    range.addEventListener("click", () => {
      document.getElementById("From").value = range.dataset.glaseFrom;
      document.getElementById("To").value = range.dataset.glaseTo;
      document.querySelector(".btn-search").click();
    });
  }
})();
