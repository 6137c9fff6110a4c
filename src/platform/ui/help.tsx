import { Button, LinkButton } from './button.tsx';
import { CloseDialog, Dialog } from './dialog.tsx';
import { Csrf } from './form.tsx';
import { useUi } from './page-context.ts';

/** The panel that every page's "Help" opens; without script the link leads to the same text on the page of all topics. */
export const helpDialogId = 'page-help';

export function HelpDialog() {
  const { t, frame } = useUi();
  const { topic, href } = frame.help;
  return (
    <Dialog
      id={helpDialogId}
      title={topic?.title ?? t('ui.help')}
      foot={
        <>
          <CloseDialog id={helpDialogId} />
          <LinkButton look="quiet" href={href}>
            {t('ui.help.all')}
          </LinkButton>
        </>
      }
    >
      {topic?.paragraphs.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <h3 class="fs-6">{t('ui.keys')}</h3>
      <ShortcutList />
      <ShortcutSwitch />
    </Dialog>
  );
}

const Key = ({ keys }: { keys: string }) => (
  <>
    {keys.split(' ').map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </>
);

/** Which keys lead where. The page's script reads the links of this very list. */
export function ShortcutList() {
  const { t, frame } = useUi();
  const common = [
    { keys: '?', label: t('ui.keys.help') },
    { keys: '/', label: t('ui.keys.search') },
    { keys: 'j', label: t('ui.keys.next') },
    { keys: 'k', label: t('ui.keys.previous') },
    { keys: 'Enter', label: t('ui.keys.open') },
    { keys: 'Ctrl+Enter', label: t('ui.keys.continue') },
  ];
  return (
    <dl class="v-keys">
      {frame.help.shortcuts.map(({ keys, href, label }) => (
        <div key={keys}>
          <dt>
            <Key keys={keys} />
          </dt>
          <dd>
            <a href={href} data-keys={keys}>
              {label}
            </a>
          </dd>
        </div>
      ))}
      {common.map(({ keys, label }) => (
        <div key={keys}>
          <dt>
            <Key keys={keys} />
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Keys may be in the way of somebody's own tools: they can be switched off (WCAG 2.1.4). */
export function ShortcutSwitch() {
  const { t, frame } = useUi();
  const { hasShortcuts, action } = frame.display;
  return (
    <form class="v-row" method="post" action={action}>
      <Csrf />
      <input type="hidden" name="path" value={frame.path} />
      <p class="u-quiet u-small">{t(hasShortcuts ? 'ui.keys.areOn' : 'ui.keys.areOff')}</p>
      <Button look="secondary" size="small" name="shortcuts" value={hasShortcuts ? 'off' : 'on'}>
        {t(hasShortcuts ? 'ui.keys.off' : 'ui.keys.on')}
      </Button>
    </form>
  );
}
