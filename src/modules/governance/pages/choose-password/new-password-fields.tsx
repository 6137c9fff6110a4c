import { type PasswordOwner, passwordLength, passwordRules, personalWords, rulesWhileTyping } from '#platform/auth/password-rules.ts';
import { Icon } from '#platform/ui/icon.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { PasswordField } from '#platform/ui/text-fields.tsx';
import { countWordings } from '#platform/ui/wordings.ts';

/** The script of a page with these fields. */
export const newPasswordScript = 'governance/new-password.js';

interface Props {
  owner: PasswordOwner;
  error?: string | undefined;
}

/**
 * The rules, and one field `password` for what keeps them. With script each rule is ticked while somebody types; two of them only the
 * server can judge.
 */
export function NewPasswordFields({ owner, error }: Props) {
  const ui = useUi();
  const { t } = ui;
  const { none, one, other } = countWordings(ui, 'governance.password.rules.left');
  const live: readonly string[] = rulesWhileTyping;
  return (
    <password-rules
      class="v-stack v-stack--2"
      data-personal={JSON.stringify(personalWords(owner))}
      data-none={none}
      data-one={one}
      data-other={other}
    >
      {/* A password manager files the new password under this name. */}
      <input type="text" name="username" value={owner.email} autocomplete="username" readonly hidden />
      <div>
        <p id="password-rules-title">{t('governance.password.rules.title')}</p>
        <ul class="v-rules" id="password-rules" aria-labelledby="password-rules-title">
          {passwordRules.map((rule) => (
            <li key={rule} {...(live.includes(rule) && { 'data-rule': rule })}>
              <Icon name="dot" class="v-rules__open" />
              <Icon name="check-circle-fill" class="v-rules__kept" />
              <span>
                {t(`governance.password.rule.${rule}`, { least: passwordLength.least, most: passwordLength.most })}
                {live.includes(rule) && <span class="visually-hidden" data-kept={t('governance.password.rules.kept')} />}
              </span>
            </li>
          ))}
        </ul>
        <p class="visually-hidden" role="status" />
      </div>
      <PasswordField
        name="password"
        use="new"
        label={t('governance.password.new')}
        hint={t('governance.password.hint')}
        describedBy="password-rules"
        error={error}
      />
    </password-rules>
  );
}
