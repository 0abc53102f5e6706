// What is pressed beside the state of a Glase payment: the code in full size, and its reference to take along.
if (window.customElements && !customElements.get('glase-code')) {
  // The code, which a tap shows as large as the screen allows; another tap, Escape or the button leads back.
  class GlaseCode extends HTMLElement {
    connectedCallback() {
      this.dialog = this.querySelector('dialog');
      this.payment = this.closest('glase-payment');
      this.addEventListener('click', this);
      this.dialog.addEventListener('close', this);
      this.payment?.addEventListener('glase-state', this);
    }

    disconnectedCallback() {
      this.removeEventListener('click', this);
      this.dialog.removeEventListener('close', this);
      this.payment?.removeEventListener('glase-state', this);
    }

    handleEvent(event) {
      if (event.type === 'close')
        this.shrink();
      else if (this.dialog.open)
        this.closeOn(event);
      else if (event.type === 'click' && event.target.closest('.glase-qr, button'))
        this.enlarge();
    }

    // A dialog that is open where nothing is shown any more would keep the whole page from being used.
    closeOn(event) {
      if (event.type === 'click' || this.closest('[hidden]'))
        this.dialog.close();
    }

    enlarge() {
      this.dialog.prepend(this.querySelector('.glase-qr').cloneNode());
      this.dialog.showModal();
    }

    shrink() {
      this.dialog.querySelector('.glase-qr').remove();
      this.querySelector('button').focus();
    }
  }

  const COPIED_STAYS = 4000;

  // A number with a button that copies it without the gaps between its groups.
  class GlaseCopy extends HTMLElement {
    connectedCallback() {
      this.addEventListener('click', this);
    }

    disconnectedCallback() {
      this.removeEventListener('click', this);
      clearTimeout(this.timer);
    }

    async handleEvent(event) {
      if (event.target.closest('button') && await this.copy())
        this.tell();
    }

    // Browsers keep the clipboard from pages that came without https; there, what is selected can still be copied.
    async copy() {
      try {
        await navigator.clipboard.writeText(this.dataset.copy);
        return true;
      } catch (error) {
        this.select();
        return document.execCommand('copy');
      }
    }

    select() {
      const field = this.querySelector('input');
      if (field)
        field.select();
      else
        getSelection().selectAllChildren(this.querySelector('.glase-number'));
    }

    tell() {
      const line = this.querySelector('.glase-copied');
      clearTimeout(this.timer);
      line.textContent = this.dataset.textCopied;
      this.timer = setTimeout(() => {
        line.textContent = '';
      }, COPIED_STAYS);
    }
  }

  customElements.define('glase-code', GlaseCode);
  customElements.define('glase-copy', GlaseCopy);
}
