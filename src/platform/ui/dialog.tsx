import type { ComponentChildren } from 'preact';
import { useUi } from './page-context.ts';

export interface DialogProps {
  /** A link with `opens={id}` opens it; its address is a page that does the same without script. */
  id: string;
  title: string;
  children: ComponentChildren;
  /** The buttons. Usually a `<Form>` is the content and brings its own. */
  foot?: ComponentChildren;
  /** Asks for an answer at once. */
  urgent?: boolean | undefined;
}

/** A question in front of the page. The browser keeps the focus inside and gives it back. */
export function Dialog({ id, title, children, foot, urgent }: DialogProps) {
  return (
    <dialog class="v-dialog" id={id} aria-labelledby={`${id}-title`} {...(urgent && { role: 'alertdialog' as const })}>
      <DialogContent id={id} title={title} foot={foot}>
        {children}
      </DialogContent>
    </dialog>
  );
}

function DialogContent({ id, title, children, foot }: DialogProps) {
  return (
    <>
      <div class="v-dialog__body">
        <h2 class="fs-5" id={`${id}-title`}>
          {title}
        </h2>
        {children}
      </div>
      {foot && <div class="v-dialog__foot">{foot}</div>}
    </>
  );
}

/** Leaves a dialog; on the page that stands in for it, a link back does the same. */
export function CloseDialog({ id, children }: { id: string; children?: ComponentChildren }) {
  const { t } = useUi();
  return (
    <button class="btn btn-secondary" type="button" data-close={id}>
      {children ?? t('ui.close')}
    </button>
  );
}
