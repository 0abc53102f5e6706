// Says how far a report is, each second, and loads the page anew once it is there or not to be had.

const interval = 1000;

for (const box of document.querySelectorAll("[data-glase-progress]"))
  watch(box, box.querySelector("[role=status]"));

async function watch(box, status) {
  while (box.isConnected) {
    await new Promise(resolve => setTimeout(resolve, interval));
    if (document.hidden)
      continue;

    try {
      const answer = await fetch(box.dataset.glaseProgress, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (!answer.ok)
        continue;

      const progress = await answer.json();
      if (!progress.isRunning) {
        location.reload();
        return;
      }

      if (status.textContent !== progress.status)
        status.textContent = progress.status;
    } catch {
      // The shop cannot be reached right now: the next second may be better.
    }
  }
}
