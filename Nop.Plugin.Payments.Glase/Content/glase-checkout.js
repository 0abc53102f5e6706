// What the checkout around a Glase payment does: which of the host's buttons are offered, how the shopper pays in another way, and what
// the page tries again by itself. glase-payment, which this stands in, keeps the payment's state.
//
// Names and functions of nopCommerce's pages are used where they are there. A theme without them keeps its buttons, and links are links.
if (window.customElements && !customElements.get('glase-checkout')) {
  const HOST_BUTTON = '.payment-info-next-step-button, [onclick*="PaymentInfo.save"]';
  // Only here is going on without having paid the shopper's next step.
  const HOST_STATES = ['afterOrder'];
  const CONFIRMED = ['inProgress', 'paid', 'reserved', 'completing'];
  const CANCEL_TIMEOUT = 6000;
  const RETRY_SECONDS = [3, 10, 20, 40, 60];
  const CHANGED_SECONDS = [2, 5, 10, 20, 30];
  const SUMMARY_RETRY = 3000;

  // Each answer is a new element; these outlast it.
  let retries = 0;
  let changes = 0;

  class GlaseCheckout extends HTMLElement {
    connectedCallback() {
      this.payment = this.closest('glase-payment');
      if (!this.payment)
        return;
      this.observer = new MutationObserver(() => this.follow());
      this.observer.observe(this.payment, { attributes: true, attributeFilter: ['data-state'] });
      this.amountObserver = new MutationObserver(() => this.refreshSummary());
      for (const amount of this.payment.querySelectorAll('[data-glase-amount]'))
        this.amountObserver.observe(amount, { childList: true });
      this.payment.addEventListener('click', this);
      this.payment.addEventListener('glase-update', this);
      document.addEventListener('visibilitychange', this);
      this.follow();
    }

    disconnectedCallback() {
      if (!this.payment)
        return;
      this.observer.disconnect();
      this.amountObserver.disconnect();
      this.payment.removeEventListener('click', this);
      this.payment.removeEventListener('glase-update', this);
      document.removeEventListener('visibilitychange', this);
      clearInterval(this.retrying);
      clearTimeout(this.refreshing);
      this.offerHostButton(true);
    }

    handleEvent(event) {
      if (event.type === 'glase-update') {
        this.update(event.detail);
        return;
      }
      if (event.type === 'visibilitychange') {
        this.restore();
        return;
      }
      const link = event.target.closest('[data-glase-section]');
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      if (link.dataset.glaseSection === 'payment_method')
        this.leave(link);
      else
        this.goTo(link);
    }

    follow() {
      const state = this.payment.dataset.state;
      if (this.dataset.inStep)
        this.offerHostButton(HOST_STATES.includes(state));
      for (const part of this.payment.querySelectorAll('[data-glase-states]'))
        part.hidden = !part.dataset.glaseStates.split(' ').includes(state);
      this.showStep(state === 'changed' ? this.payment.dataset.openStep : null);
      if (state === 'changed' || changes)
        this.refreshSummary();
      this.planRetry(state);
    }

    // The link to the step of the checkout in which something is still to be chosen.
    showStep(step) {
      for (const part of this.payment.querySelectorAll('[data-glase-step]'))
        part.hidden = part.dataset.glaseStep !== step;
    }

    offerHostButton(isOffered) {
      for (const button of document.querySelectorAll(HOST_BUTTON))
        button.toggleAttribute('data-glase-not-offered', !isOffered);
    }

    // The code is cancelled first. Who has just paid, or is about to confirm it, stays with the payment.
    async leave(link) {
      const { cancelUrl } = this.dataset;
      const { payment } = this;
      if (cancelUrl && payment.stop) {
        payment.stop();
        payment.setBusy(true);
        const answer = await this.cancel(cancelUrl);
        if (!payment.isConnected)
          return;
        payment.setBusy(false);
        if (answer && CONFIRMED.includes(answer.state)) {
          payment.start();
          return;
        }
      }
      this.goTo(link);
    }

    // Null for no answer of use: the shop cancels the code as well when another method is chosen.
    async cancel(cancelUrl) {
      const { requestToken, requestTokenField } = this.payment.dataset;
      const abort = new AbortController();
      const timeout = setTimeout(() => abort.abort(), CANCEL_TIMEOUT);
      try {
        const response = await fetch(cancelUrl, {
          method: 'POST',
          headers: { 'X-Requested-With': 'XMLHttpRequest' },
          body: new URLSearchParams([[requestTokenField, requestToken]]),
          signal: abort.signal
        });
        return response.ok ? await response.json() : null;
      } catch (error) {
        return null;
      } finally {
        clearTimeout(timeout);
      }
    }

    // In the checkout on one page the step is a section of the page.
    goTo(link) {
      const section = link.dataset.glaseSection;
      const host = window.Checkout;
      const onOnePage = this.closest('#opc-payment_info') && document.getElementById('opc-' + section)
        && host && typeof host.gotoSection === 'function';
      const method = link.dataset.glaseMethod;
      if (!onOnePage) {
        if (method)
          this.choose(link);
        else
          location.href = link.href;
        return;
      }
      const choice = method && document.querySelector('input[name="paymentmethod"][value="' + CSS.escape(method) + '"]');
      if (choice)
        choice.checked = true;
      host.gotoSection(section);
      // The payment stays in the page, in a section that is closed.
      document.title = this.payment.pageTitle || document.title;
    }

    // As the host's list of payment methods does it, which would come up with another method than the one that was pressed.
    choose(link) {
      const { requestToken, requestTokenField } = this.payment.dataset;
      const form = document.createElement('form');
      form.hidden = true;
      form.method = 'post';
      form.action = link.href;
      for (const [name, value] of [['paymentmethod', link.dataset.glaseMethod], ['UseRewardPoints', link.dataset.useRewardPoints],
        ['nextstep', ''], [requestTokenField, requestToken]]) {
        const field = document.createElement('input');
        field.type = 'hidden';
        field.name = name;
        field.value = value;
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    }

    planRetry(state) {
      clearInterval(this.retrying);
      if (state === 'unavailable') {
        this.retryIn(RETRY_SECONDS[Math.min(retries, RETRY_SECONDS.length - 1)]);
        retries++;
      } else if (state === 'changed') {
        this.retryIn(CHANGED_SECONDS[Math.min(changes, CHANGED_SECONDS.length - 1)]);
      } else {
        retries = 0;
      }
      changes = state === 'changed' ? changes + 1 : 0;
    }

    retryIn(seconds) {
      this.retryAt = performance.now() + seconds * 1000;
      this.showRetry();
      this.retrying = setInterval(() => this.showRetry(), 1000);
    }

    // Nobody waits in a tab that is not seen.
    showRetry() {
      const left = Math.max(0, Math.ceil((this.retryAt - performance.now()) / 1000));
      const part = this.querySelector('[data-glase-retry-time]');
      if (part)
        part.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
      if (left === 0 && document.visibilityState !== 'hidden')
        this.retry();
    }

    // The shopper may have chosen in another tab what was still to be chosen.
    restore() {
      if (document.visibilityState === 'hidden' || this.payment.dataset.state !== 'changed')
        return;
      changes = 0;
      this.retry();
    }

    async retry() {
      clearInterval(this.retrying);
      const { payment } = this;
      if (!payment.renew || payment.hasAttribute('data-busy')) {
        this.retryIn(1);
        return;
      }
      await payment.renew(true);
      if (this.isConnected)
        this.planRetry(payment.dataset.state);
    }

    // A code that Glase was slow to give, or that another tab has: it has come, and is fetched.
    update(message) {
      this.write('[data-glase-charge]', message.charge);
      this.write('[data-glase-refunded]', message.refunded);
      if (message.state === 'changed') {
        this.payment.dataset.openStep = message.openStep || '';
        this.showStep(message.openStep);
      }
      if (message.state === 'beingRefunded')
        this.write('[data-glase-arrived]', message.arrived);
      if (message.state === 'withdrawn' && message.reason)
        this.giveReason(message.reason);
      if (message.state === 'waiting' && !this.payment.querySelector('.glase-qr'))
        this.retry();
    }

    // The amount is not why the code was cancelled: the shop would not order the cart.
    giveReason(reason) {
      const { payment } = this;
      const title = payment.querySelector('[data-glase-panel="withdrawn"] .glase-title');
      if (title)
        title.textContent = payment.dataset.textNotOrderable;
      this.write('[data-glase-reason]', reason);
      if (payment.showInTitle)
        payment.showInTitle();
    }

    write(selector, text) {
      const part = this.payment.querySelector(selector);
      if (part && text)
        part.textContent = text;
      if (part)
        part.toggleAttribute('data-glase-empty', !part.textContent);
    }

    // The checkout may show the cart's lines and totals beside the code, as they were when the page came. Nobody would see that they are old:
    // what fails is tried again.
    async refreshSummary() {
      clearTimeout(this.refreshing);
      if (!await this.tryRefreshSummary() && this.isConnected)
        this.refreshing = setTimeout(() => this.refreshSummary(), SUMMARY_RETRY);
    }

    async tryRefreshSummary() {
      const { summaryUrl } = this.dataset;
      const step = this.closest('#opc-payment_info') || document;
      const summary = step.querySelector('.order-summary .order-summary-content');
      if (!summaryUrl || !summary)
        return true;
      try {
        const response = await fetch(summaryUrl, { cache: 'no-store' });
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const fresh = page.querySelector('.order-summary-content');
        if (!response.ok || !fresh)
          return false;
        for (const part of fresh.querySelectorAll('.glase-paid-cart, link, script'))
          part.remove();
        summary.replaceWith(document.importNode(fresh, true));
        return true;
      } catch (error) {
        return false;
      }
    }
  }

  customElements.define('glase-checkout', GlaseCheckout);
}
