import { filesWords } from '../../../core/sentences/console/files.ts';

const paths = { fate: '/files', documents: '/files/documents', written: '/files/written' } as const;

/** The three lists of ファイル. */
export function Tabs({ here }: { readonly here: keyof typeof paths }) {
  return (
    <nav class="tabs" aria-label={filesWords.title}>
      {(['fate', 'documents', 'written'] as const).map((one) => (
        <a href={paths[one]} aria-current={one === here ? 'page' : undefined} key={one}>
          {filesWords.tabs[one]}
        </a>
      ))}
    </nav>
  );
}
