import { Button } from './button.tsx';
import { Csrf } from './form.tsx';
import { useUi } from './page-context.ts';

/**
 * The question before a session ends for want of use (interface.md 7.3). Without script it never opens: the next page then asks to
 * sign in, and a form that was sent is kept. No `<Dialog>`: Escape does not answer it.
 */
export function SessionEnd() {
  const { t, frame } = useUi();
  const { user } = frame;
  if (!user) return null;
  return (
    <dialog
      class="v-dialog"
      id="session-end"
      role="alertdialog"
      aria-labelledby="session-end-title"
      aria-describedby="session-end-text"
      data-session-end
      data-seconds={String(user.secondsLeft)}
      data-keep={user.keepHref}
      data-sign-in={user.signInHref}
      data-left={t('ui.session.left', { n: '{n}' })}
      data-ended-title={t('ui.session.ended.title')}
      data-ended-text={t('ui.session.ended.text')}
    >
      <div class="v-dialog__body">
        <h2 class="fs-5" id="session-end-title">
          {t('ui.session.title')}
        </h2>
        <p>
          <span id="session-end-text">{t('ui.session.text')}</span> <b class="v-num" data-time />
        </p>
        <p class="visually-hidden" role="status" data-spoken />
      </div>
      <div class="v-dialog__foot">
        <Button type="button" name="stay">
          {t('ui.session.stay')}
        </Button>
        <form method="post" action={user.signOutAction}>
          <Csrf />
          <Button look="secondary">{t('ui.signOut')}</Button>
        </form>
        <a class="btn btn-primary" href={user.signInHref} target="_blank" rel="noopener" data-again hidden>
          {t('ui.session.signIn')}
        </a>
        <button class="btn btn-secondary" type="button" data-close="session-end" hidden>
          {t('ui.close')}
        </button>
      </div>
    </dialog>
  );
}
