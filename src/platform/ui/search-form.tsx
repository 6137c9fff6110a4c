import { Icon } from './icon.tsx';
import { useUi } from './page-context.ts';

/** Looks for words on the server; what was looked for is in the address. */
export function SearchForm({ action, label, value }: { action: string; label: string; value: string }) {
  const { t } = useUi();
  return (
    <search>
      <form class="v-tools__search" method="get" action={action}>
        <label class="v-label u-small" for="search">
          {label}
        </label>
        <div class="v-join">
          <input class="form-control" type="search" id="search" name="q" value={value} />
          <button class="btn btn-secondary" type="submit">
            <Icon name="search" />
            {t('ui.search')}
          </button>
        </div>
      </form>
    </search>
  );
}
