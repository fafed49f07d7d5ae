import { expect, it } from 'vitest';
import { startScripts } from './start-size.ts';

it('counts the scripts that the page names, each once, and no style sheet', () => {
  const html = `
    <link rel="icon" href="./favicon.svg"><link rel="stylesheet" crossorigin href="./assets/a.css">
    <script type="module" crossorigin src="./assets/index-1.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/shared-2.js">
    <link rel="modulepreload" crossorigin href="./assets/shared-2.js">`;
  expect(startScripts(html)).toEqual(['assets/index-1.js', 'assets/shared-2.js']);
});
