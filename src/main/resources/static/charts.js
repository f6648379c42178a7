// Draws spending by day as a chart from the table that has the same figures, in the page's own colours. Without script,
// or should the drawing fail, the table stays open.
(() => {
  'use strict';

  const section = document.getElementById('spending');
  const table = section.querySelector('table');
  const details = section.querySelector('details');
  const canvas = section.querySelector('canvas');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let chart = null;

  const colour = (name) => getComputedStyle(section).getPropertyValue(name).trim();
  const texts = (selector) => [...table.querySelectorAll(selector)].map((cell) => cell.textContent);
  const series = () => [...table.querySelectorAll('th[data-product]')].map((head, column) => {
    const product = head.dataset.product;
    return {
      label: head.textContent,
      data: [...table.querySelectorAll('tbody tr')].map((row) => Number(row.querySelectorAll('td')[column].dataset.amount)),
      backgroundColor: colour(`--c-${product}`),
      borderColor: colour(`--c-${product}-line`),
      borderWidth: 1,
      maxBarThickness: 26,
    };
  });

  const amount = (value) => value.toLocaleString('en-US', {minimumFractionDigits: 2, maximumFractionDigits: 2})
    .replace('-', '\u2212');

  const options = () => {
    const ink = colour('--ink-2');
    const font = {family: getComputedStyle(section).fontFamily, size: 11};
    return {
      animation: false,
      maintainAspectRatio: false,
      interaction: {mode: 'index', intersect: false},
      scales: {
        x: {stacked: true, grid: {display: false}, border: {color: colour('--line-2')},
          ticks: {color: ink, font, maxRotation: 0, autoSkipPadding: 18, callback(value) { return this.getLabelForValue(value).slice(5); }}},
        y: {stacked: true, grid: {color: colour('--line')}, border: {display: false},
          ticks: {color: ink, font, maxTicksLimit: 5, callback: (value) => value.toLocaleString('en-US').replace('-', '\u2212')}},
      },
      plugins: {
        legend: {display: false},
        tooltip: {
          backgroundColor: colour('--ink'), titleColor: colour('--sheet'), bodyColor: colour('--sheet'),
          titleFont: {family: font.family}, bodyFont: {family: font.family}, padding: 10, boxPadding: 4,
          callbacks: {label: (item) => `${item.dataset.label} ${amount(item.raw)}`},
        },
      },
    };
  };

  const draw = () => {
    if (chart) {
      chart.destroy();
    }
    chart = new Chart(canvas, {type: 'bar', data: {labels: texts('tbody th'), datasets: series()}, options: options()});
  };

  try {
    draw();
    details.open = false;
    section.classList.add('drawn');
    dark.addEventListener('change', draw);
  } catch (failure) {
    section.classList.add('undrawn');
    throw failure;
  }
})();
