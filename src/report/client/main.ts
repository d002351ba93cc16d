import { offerSchemes } from './colour-scheme.ts';
import { drawWhenSeen } from './draw-when-seen.ts';

// The page is complete without this script: it makes the drawings fit their place and answer to the pointer.
offerSchemes();
drawWhenSeen();
