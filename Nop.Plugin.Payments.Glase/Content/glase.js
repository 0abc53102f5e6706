// Keeps the state of a Glase payment on the page up to date, and takes the shopper on when it is paid.
//
// Polling is a loop that goes on until the payment has come to its end: each second, and more slowly while the shop does not
// answer. Server-sent events only make it faster; while they come, a poll is a rare check on them.
if (window.customElements && !customElements.get('glase-payment')) {
  const POLL_INTERVAL = 1000;
  const POLL_SLOWEST = 5000;
  const POLL_TIMEOUT = 10000;
  const NOT_FOUND_LIMIT = 3;
  const STREAM_FIRST = 3000;
  const STREAM_SILENCE = 20000;
  const STREAM_DEAD = 8000;
  const STREAM_RETRY = 5000;
  const STREAM_RETRY_SLOWEST = 300000;
  const COMPLETE_TIMEOUT = 10000;
  const LAST_SECONDS = 60;
  const NEWS_DURATION = 8000;
  const OPEN = ['waiting', 'inProgress'];
  const WITHOUT_CODE = ['changed', 'withdrawn'];
  // What was refunded is told with its amount.
  const WITHOUT_FACTS = WITHOUT_CODE.concat('refunded');
  const PAID = ['paid', 'reserved'];
  const OVER = PAID.concat('completing', 'expired', 'cancelled', 'withdrawn', 'failed', 'notFound', 'refunded', 'unknown');

  class GlasePayment extends HTMLElement {
    connectedCallback() {
      this.state = this.dataset.state;
      this.turn = 0;
      this.pageTitle = document.title;
      this.listen('addEventListener');
      this.adapt();
      this.showInTitle();
      this.setTime(Number(this.dataset.secondsLeft));
      this.start();
      this.completeAutomatically();
      this.completeAgain();
    }

    disconnectedCallback() {
      this.listen('removeEventListener');
      document.title = this.pageTitle;
      clearTimeout(this.completing);
      this.stop();
    }

    listen(change) {
      for (const type of ['click', 'submit'])
        this[change](type, this);
      for (const type of ['focus', 'online', 'pagehide', 'pageshow'])
        window[change](type, this);
      document[change]('visibilitychange', this);
    }

    handleEvent(event) {
      if (event.type === 'click' || event.type === 'submit')
        this.act(event);
      else if (event.type === 'pagehide')
        this.stop();
      else if (event.type === 'pageshow')
        this.restore(event);
      else if (document.visibilityState === 'hidden')
        this.hide();
      else
        this.resume();
    }

    isOpen() {
      return this.isConnected && Boolean(this.dataset.statusUrl) && (!OVER.includes(this.state) || this.isStuck());
    }

    // Paid, but no order could be placed for it: it may be refunded while the shopper thinks about it.
    isStuck() {
      return PAID.includes(this.state) && Boolean(this.dataset.completeByHand);
    }

    start() {
      this.stop();
      this.resetStreamBackoff();
      if (!this.isOpen())
        return;
      this.failures = 0;
      this.notFound = 0;
      this.openStream();
      this.schedulePoll(this.stream ? STREAM_FIRST : 0);
      this.clock = setInterval(() => this.tick(), 1000);
    }

    stop() {
      this.turn++;
      this.closeStream();
      clearTimeout(this.pollTimer);
      clearInterval(this.clock);
    }

    // Over HTTP/1.1 a browser has six connections for all tabs of a shop: nobody sees what a stream would tell here.
    hide() {
      if (this.stream)
        this.resetStreamBackoff();
      this.closeStream();
      this.schedulePoll(POLL_SLOWEST);
    }

    // A phone cuts the connections of what is in the background, and does not always tell the page.
    resume() {
      this.completeAutomatically();
      if (!this.isOpen())
        return;
      if (!this.stream)
        this.openStream();
      if (!(performance.now() - this.polledAt < POLL_INTERVAL / 2))
        this.poll();
    }

    // The browser brought the page back as it was left.
    restore(event) {
      if (!event.persisted)
        return;
      this.release();
      this.start();
    }

    openStream() {
      this.closeStream();
      if (!window.EventSource || !this.dataset.eventsUrl || performance.now() < this.streamAgainAt
          || document.visibilityState === 'hidden')
        return;
      const stream = new EventSource(this.dataset.eventsUrl);
      this.stream = stream;
      this.streamSince = performance.now();
      stream.addEventListener('state', event => {
        const message = JSON.parse(event.data);
        this.turn++;
        this.streaming = true;
        this.streamHeardAt = performance.now();
        // Somebody has logged in or out since it was opened, and the browser has other cookies now.
        if (this.lacksAmount(message) && !this.reopened) {
          this.reopened = true;
          this.openStream();
          this.schedulePoll(STREAM_FIRST);
          return;
        }
        this.applyState(message);
        this.schedulePoll(STREAM_SILENCE);
      });
      stream.addEventListener('heartbeat', () => {
        this.streamHeardAt = performance.now();
      });
      // The shop has something to tell and cannot.
      stream.addEventListener('unavailable', () => {
        this.streamHeardAt = performance.now();
        this.troubled = true;
        this.announce();
      });
      // The browser connects again by itself, unless it was refused.
      stream.addEventListener('error', () => {
        if (this.streaming) {
          this.resetStreamBackoff();
          this.streamSince = performance.now();
        }
        this.streaming = false;
        if (stream.readyState === EventSource.CLOSED)
          this.closeFailedStream();
        this.poll();
      });
    }

    closeStream() {
      if (this.stream)
        this.stream.close();
      this.stream = null;
      this.streaming = false;
    }

    // Whatever was wrong with streams may be over: the next one is opened as soon as the shop answers.
    resetStreamBackoff() {
      this.streamFailures = 0;
      this.streamAgainAt = 0;
    }

    // Something between here and the shop refuses events or holds them back, or the shop starts again: the next stream is tried later,
    // and later each time.
    closeFailedStream() {
      this.closeStream();
      const pause = Math.min(STREAM_RETRY * Math.pow(2, this.streamFailures), STREAM_RETRY_SLOWEST);
      this.streamFailures++;
      this.streamAgainAt = performance.now() + pause * (0.8 + 0.2 * Math.random());
    }

    schedulePoll(delay) {
      clearTimeout(this.pollTimer);
      if (this.isOpen())
        this.pollTimer = setTimeout(() => this.poll(), delay);
    }

    async poll() {
      clearTimeout(this.pollTimer);
      if (!this.isOpen())
        return;
      const turn = ++this.turn;
      const answer = await this.fetchState();
      // A newer status came meanwhile, and its caller has scheduled the next request.
      if (turn !== this.turn)
        return;
      if (answer) {
        if (this.streaming && answer.state !== this.state)
          this.closeFailedStream();
        this.applyState(answer);
      } else {
        if (this.streaming)
          this.closeFailedStream();
        this.failures++;
        if (this.notFound >= NOT_FOUND_LIMIT)
          this.enter('unknown');
        this.announce();
      }
      this.schedulePoll(this.pause());
    }

    // Null for no answer of use.
    async fetchState() {
      this.polledAt = performance.now();
      const abort = new AbortController();
      const timeout = setTimeout(() => abort.abort(), POLL_TIMEOUT);
      try {
        const response = await fetch(this.dataset.statusUrl,
          { headers: { Accept: 'application/json' }, cache: 'no-store', signal: abort.signal });
        this.notFound = response.status === 404 ? this.notFound + 1 : 0;
        return response.ok ? await response.json() : null;
      } catch (error) {
        return null;
      } finally {
        clearTimeout(timeout);
      }
    }

    pause() {
      if (document.visibilityState === 'hidden')
        return POLL_SLOWEST;
      if (this.streaming)
        return STREAM_SILENCE;
      if (this.stream && performance.now() - this.streamSince > STREAM_SILENCE)
        this.closeFailedStream();
      if (!this.failures) {
        if (!this.stream)
          this.openStream();
        return POLL_INTERVAL;
      }
      // Many browsers that lost the shop together do not come back together.
      const backoff = Math.min(POLL_INTERVAL * Math.pow(2, this.failures - 1), POLL_SLOWEST);
      return backoff * (0.8 + 0.2 * Math.random());
    }

    applyState(message) {
      if (!this.isOpen())
        return;
      this.failures = 0;
      this.troubled = Boolean(message.trouble);
      this.setTime(message.secondsLeft);
      if (!WITHOUT_CODE.includes(message.state))
        this.setAmount(message.amount);
      if (message.amount)
        this.reopened = false;
      if (message.state !== this.state && this.panelOf(message.state))
        this.enter(message.state);
      if (message.closed)
        this.close(message.closed);
      this.announce();
      this.dispatchEvent(new CustomEvent('glase-update', { detail: message }));
    }

    enter(state) {
      const next = this.panelOf(state);
      const panels = Array.from(this.querySelectorAll('[data-glase-panel]'));
      const focusGoesAway = panels.some(panel => panel !== next && panel.contains(document.activeElement));
      this.state = this.dataset.state = state;
      for (const panel of panels)
        panel.hidden = panel !== next;
      for (const part of this.querySelectorAll('[data-glase-open]'))
        part.hidden = !OPEN.includes(state);
      for (const part of this.querySelectorAll('[data-glase-fitting]'))
        part.hidden = WITHOUT_FACTS.includes(state);
      // What it says is about the state that the page came with.
      for (const message of this.querySelectorAll('.glase-message'))
        message.remove();
      this.showInTitle();
      this.dispatchEvent(new Event('glase-state'));
      if (focusGoesAway || OVER.includes(state))
        this.focusTitle();
      if (!this.isOpen())
        this.stop();
      this.completeAutomatically();
    }

    // The order was cancelled, or paid in another way: no new code is to be had.
    close(reason) {
      for (const part of this.querySelectorAll('[data-glase-panel]:not([hidden]) > :not(.glase-title), [data-glase-payable]'))
        part.remove();
      const message = document.createElement('p');
      message.className = 'glase-message';
      message.setAttribute('role', 'alert');
      message.textContent = reason;
      this.prepend(message);
    }

    panelOf(state) {
      return this.querySelector('[data-glase-panel~="' + CSS.escape(state) + '"]');
    }

    focusTitle() {
      const title = this.querySelector('[data-glase-panel]:not([hidden]) .glase-title');
      if (title)
        title.focus();
    }

    // What a tab in the background says.
    showInTitle() {
      const title = this.querySelector('[data-glase-panel]:not([hidden]) .glase-title');
      document.title = title ? title.textContent + ' – ' + this.pageTitle : this.pageTitle;
    }

    // The shop's letters are light where its theme is dark, whatever the system prefers and whatever lies behind them. The first numbers of a
    // colour are its red, green and blue, or, in a notation that begins with a lightness, that.
    adapt() {
      const color = getComputedStyle(this).color;
      const [first, second, third] = (color.match(/[\d.]+/g) || []).map(Number);
      const light = /^rgb/.test(color) ? first * 0.299 + second * 0.587 + third * 0.114 > 140
        : /^ok/.test(color) ? first > 0.6 : /^l/.test(color) && first > 60;
      this.toggleAttribute('data-dark', light);
    }

    // The one line that screen readers read out.
    announce(text) {
      const line = this.querySelector('[data-glase-status]');
      const texts = this.dataset;
      if (text === undefined) {
        if (this.state === 'changed')
          text = texts.textChanged;
        else if (!OPEN.includes(this.state))
          text = '';
        else if (this.news && performance.now() < this.newsUntil)
          text = this.news;
        else if (this.troubled || (this.failures && !this.streaming))
          text = texts.textReconnecting;
        else if (this.state === 'inProgress')
          text = texts.textInProgress;
        else if (this.secondsLeft === 0)
          text = texts.textTimeUp;
        else
          text = this.secondsLeft <= LAST_SECONDS ? texts.textLastMinute : texts.textWaiting;
      }
      if (!line || line.textContent === text)
        return;
      line.textContent = text;
      line.classList.toggle('glase-busy', text === this.news || [texts.textWaiting, texts.textInProgress, texts.textLastMinute,
        texts.textTimeUp].includes(text));
    }

    // Only the shopper is told the amount.
    lacksAmount(message) {
      return !message.amount && Boolean(this.querySelector('[data-glase-amount]'));
    }

    setAmount(amount) {
      const part = this.querySelector('[data-glase-amount]');
      if (!part)
        return;
      this.querySelector('[data-glase-own]').hidden = !amount;
      if (!amount || part.textContent === amount)
        return;
      part.textContent = amount;
      for (const code of this.querySelectorAll('.glase-qr'))
        code.alt = this.dataset.textCode.replace('{0}', amount);
      this.news = this.dataset.textAmount.replace('{0}', amount);
      this.newsUntil = performance.now() + NEWS_DURATION;
    }

    setTime(secondsLeft) {
      if (Number.isFinite(secondsLeft))
        this.deadline = performance.now() + secondsLeft * 1000;
      this.showTime();
    }

    tick() {
      const before = this.secondsLeft;
      this.showTime();
      this.adapt();
      // In the checkout on one page the shopper may have gone to another section.
      if (this.getClientRects().length)
        this.showInTitle();
      else
        document.title = this.pageTitle;
      // The shop's process may hang, or a connection be dead that nobody has closed.
      if (this.streaming && performance.now() - this.streamHeardAt > STREAM_DEAD) {
        this.closeFailedStream();
        this.failures++;
        this.poll();
      }
      this.announce();
      if (before > 0 && this.secondsLeft === 0)
        this.poll();
    }

    showTime() {
      const left = Math.max(0, Math.ceil((this.deadline - performance.now()) / 1000));
      const part = this.querySelector('[data-glase-countdown]');
      const bar = this.querySelector('[data-glase-time]');
      this.secondsLeft = left;
      this.toggleAttribute('data-last-minute', left <= LAST_SECONDS);
      if (bar)
        bar.value = left;
      if (part)
        part.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
    }

    act(event) {
      const part = event.target.closest('[data-glase-action]');
      if (!part || (event.type === 'click' && part.localName === 'form'))
        return;
      event.preventDefault();
      if (part.dataset.glaseAction === 'complete')
        this.complete(part.dataset.glaseUrl || part.action);
      else
        this.renew();
    }

    // Once, or a problem that leads back here would send the shopper round in a circle. Without a network the browser would
    // put its own error page in place of this one.
    completeAutomatically() {
      if (PAID.includes(this.state) && !this.dataset.completeByHand && navigator.onLine && !this.triedToComplete())
        this.complete();
    }

    // Somebody else is completing the order, or was about to when its process ended, or the shop tries again later: it is asked until
    // it says which.
    completeAgain() {
      clearTimeout(this.completing);
      if (this.state === 'completing')
        this.completing = setTimeout(() => navigator.onLine ? this.complete() : this.completeAgain(), this.dataset.nextLook * 1000);
    }

    // Posted from a form of its own, because the component may stand inside the host's.
    complete(url = this.dataset.completeUrl) {
      if (this.form || !url)
        return;
      const form = this.form = document.createElement('form');
      const token = document.createElement('input');
      token.type = 'hidden';
      token.name = this.dataset.requestTokenField;
      token.value = this.dataset.requestToken;
      form.hidden = true;
      form.method = 'post';
      form.action = url;
      form.append(token);
      document.body.append(form);
      this.setBusy(true);
      this.triedToComplete(true);
      form.submit();
      setTimeout(() => {
        if (this.form === form)
          this.release(this.dataset.textNoAnswer);
      }, COMPLETE_TIMEOUT);
    }

    // Gives the shopper the button back.
    release(text) {
      if (this.form)
        this.form.remove();
      this.form = null;
      this.setBusy(false);
      this.announce(text);
      this.completeAgain();
    }

    triedToComplete(now) {
      const key = 'glase:' + this.dataset.completeUrl;
      try {
        if (now)
          sessionStorage.setItem(key, '1');
        return sessionStorage.getItem(key) !== null;
      } catch (error) {
        return false;
      }
    }

    // Where the page does it unasked, the focus stays where the shopper is.
    async renew(unasked) {
      const hasFocus = !unasked || this.contains(document.activeElement);
      const { renewUrl, requestToken, requestTokenField } = this.dataset;
      if (!renewUrl) {
        location.reload();
        return;
      }
      this.setBusy(true);
      try {
        const response = await fetch(renewUrl, {
          method: 'POST',
          headers: { 'X-Requested-With': 'XMLHttpRequest' },
          body: new URLSearchParams([[requestTokenField, requestToken]])
        });
        // The shopper has logged in or out, or the browser has lost a cookie.
        if (response.status === 400) {
          location.reload();
          return;
        }
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const fresh = document.importNode(page.querySelector(this.localName), true);
        this.replaceWith(fresh);
        if (hasFocus)
          fresh.focusTitle();
      } catch (error) {
        this.setBusy(false);
        this.announce(this.dataset.textNoAnswer);
      }
    }

    setBusy(busy) {
      this.toggleAttribute('data-busy', busy);
      for (const button of this.querySelectorAll('button'))
        button.disabled = busy;
    }
  }

  customElements.define('glase-payment', GlasePayment);
}
