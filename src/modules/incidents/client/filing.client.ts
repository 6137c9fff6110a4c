/** The pages without an account: the work of the first one, and the conditions of the questions. Without this script both pages do the same. */
import { ownWorker } from '#platform/ui/client/own-html.ts';
import { followConditions } from './conditional-questions.ts';

class ProofOfWork extends HTMLElement {
  connectedCallback(): void {
    const { challenge = '', bits = '', worker = '' } = this.dataset;
    const field = this.querySelector<HTMLInputElement>('input[data-attempt]');
    // Without secure context there are no digests: the stricter limits hold then.
    if (!field || !worker || !globalThis.crypto?.subtle) return;
    const worked = ownWorker(worker);
    worked.addEventListener('message', ({ data }) => {
      field.value = String(data);
      this.dataset.done = 'yes';
      worked.terminate();
    });
    worked.addEventListener('error', () => worked.terminate());
    worked.postMessage({ challenge, bits: Number(bits) });
  }
}

class FilingQuestions extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    const region = this.querySelector('[data-announce]');
    if (!form) return;
    followConditions(this, form, () => {
      if (region) region.textContent = this.dataset.appeared ?? '';
    });
  }
}

customElements.define('proof-of-work', ProofOfWork);
customElements.define('filing-questions', FilingQuestions);
