import { used } from './used.ts';

used();
