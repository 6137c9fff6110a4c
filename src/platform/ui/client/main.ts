/** The script of every page. All pages work without it. */
import './country-picker.ts';
import './deadline-clock.ts';
import { startFields } from './fields.ts';
import { startKeepsakes } from './keepsakes.ts';
import { startPage } from './page.ts';
import { watchSessionEnd } from './session-end.ts';
import { startShortcuts } from './shortcuts.ts';

startFields();
startPage();
startKeepsakes();
watchSessionEnd();
startShortcuts('page-help');
