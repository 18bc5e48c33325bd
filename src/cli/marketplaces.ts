import type { CommandModule } from 'yargs';
import { amazon } from './amazon.ts';

/** Commands that the manual of one marketplace asks for, each in a file named for it; a new one is one line here. */
export const commandsOfMarketplaces: CommandModule[] = [amazon];
