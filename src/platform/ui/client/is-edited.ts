/** Whether something differs from what the server sent: typed on a slow line, before the script was there. */
export const isEdited = (form: HTMLFormElement): boolean => [...form.elements].some(differs);

function differs(field: Element): boolean {
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, sentIndex(field));
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  const isTicked = field.type === 'checkbox' || field.type === 'radio';
  return isTicked ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

/** -1 when none was chosen by the server: the browser shows the first one then. */
const sentIndex = ({ options }: HTMLSelectElement): number => [...options].findIndex((option) => option.defaultSelected);
