import { inConsole } from '../../core/sentences/console/in-console.ts';

/** A sentence or remedy as somebody at the console reads it: what to press and where, instead of commands. */
export function Told({ children }: { readonly children: string }) {
  return (
    <>
      {inConsole(children).map((one, index) =>
        typeof one === 'string' ? (
          one
        ) : one.to === undefined ? (
          one.words
        ) : (
          <a href={one.to} key={index}>
            {one.words}
          </a>
        ),
      )}
    </>
  );
}
