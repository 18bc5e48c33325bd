/** Platforms for which `npm run dist` makes a portable folder, with Node's name of each. */
export const targets = { 'linux-x64': 'linux-x64', 'windows-x64': 'win32-x64', 'macos-arm64': 'darwin-arm64' } as const;
export type Target = keyof typeof targets;

export interface Script {
  /** Path in the portable folder. */
  readonly name: string;
  readonly text: string;
}

/**
 * The command, the file to double-click, and on Windows a prompt in the workspace in which the command is known. All plain ASCII:
 * a batch file is read in the code page of the machine (932 in Japan), so every Japanese sentence comes from the program. The
 * double-clicked one makes the workspace the first time (`b2-bridge` in the user's folder, or the folder that it is given) and
 * shows it; afterwards it starts the bridge.
 */
export function scriptsFor(target: Target): readonly Script[] {
  if (target === 'windows-x64') {
    const batch = { 'b2-bridge.cmd': windowsCommand, 'start.cmd': windowsStart, 'prompt.cmd': windowsPrompt };
    return Object.entries(batch).map(([name, text]) => ({ name, text: text.replaceAll('\n', '\r\n') }));
  }
  const start =
    target === 'macos-arm64'
      ? { name: 'start.command', text: unixStart('open "$shop"') }
      : { name: 'start.sh', text: unixStart('echo "$shop/bridge.yaml"') };
  return [{ name: 'b2-bridge', text: unixCommand }, start];
}

const windowsProgram = '"%~dp0runtime\\node.exe" "%~dp0app\\dist\\src\\cli\\main.js"';

const windowsCommand = `@echo off
${windowsProgram} %*
exit /b %errorlevel%
`;

// chcp 65001: the window shows UTF-8, whatever the code page of the machine. No `call`: it would read % in a path once more.
const windowsStart = `@echo off
chcp 65001 >nul
title b2-bridge
set "shop=%USERPROFILE%\\b2-bridge"
if not "%~1"=="" set "shop=%~1"
if exist "%shop%\\bridge.yaml" goto run
${windowsProgram} init "%shop%"
if exist "%shop%\\bridge.yaml" start "" "%shop%"
goto end
:run
${windowsProgram} start -C "%shop%"
:end
echo.
pause
`;

const windowsPrompt = `@echo off
chcp 65001 >nul
title b2-bridge
set "shop=%USERPROFILE%\\b2-bridge"
if not "%~1"=="" set "shop=%~1"
set "PATH=%~dp0;%PATH%"
cd /d "%shop%"
cmd /k b2-bridge --help
`;

// The link that somebody may have made to it is followed, so that it finds its own folder.
const unixCommand = `#!/bin/sh
self=$(readlink -f -- "$0" 2>/dev/null) || self=$0
here=$(CDPATH= cd -- "$(dirname -- "$self")" && pwd -P)
exec "$here/runtime/node" "$here/app/dist/src/cli/main.js" "$@"
`;

const unixStart = (show: string): string => `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
shop=\${1:-$HOME/b2-bridge}
if [ ! -e "$shop/bridge.yaml" ]; then
  "$here/b2-bridge" init "$shop" || exit
  ${show}
  exit
fi
exec "$here/b2-bridge" start -C "$shop"
`;
