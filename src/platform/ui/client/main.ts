/** The script of every page. All pages work without it. */
import './country-picker.ts';
import './deadline-clock.ts';
import { startFields } from './fields.ts';
import { startPage } from './page.ts';
import { startShortcuts } from './shortcuts.ts';

startFields();
startPage();
startShortcuts('page-help');
