import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { NO_METADATA, type PageMetadata } from './page-metadata.ts';
import { tidyText } from './readable-text.ts';
import { statedDate } from './written-date.ts';

const MOST_PAGES = 1_000;

/** The text of a PDF, page after page, and what it says of itself. Null for one that is broken or locked. */
export async function readPdf(bytes: Uint8Array): Promise<{ text: string; metadata: PageMetadata } | null> {
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    // pdf.js takes the bytes for itself.
    document = await getDocumentProxy(bytes.slice());
  } catch {
    return null;
  }
  try {
    if (document.numPages > MOST_PAGES) return null;
    const { text } = await extractText(document, { mergePages: false });
    const { info } = await getMeta(document);
    const word = (key: string) =>
      typeof info[key] === 'string' && info[key].trim() ? info[key].trim() : null;
    // D:20240819120000+03'00'
    const made = /^D:(\d{8})/.exec(word('CreationDate') ?? '')?.[1];
    return {
      text: tidyText(text.join('\n')),
      metadata: {
        ...NO_METADATA,
        title: word('Title'),
        author: word('Author'),
        publishedOn: made === undefined ? null : statedDate(made),
      },
    };
  } finally {
    await document.loadingTask.destroy();
  }
}
