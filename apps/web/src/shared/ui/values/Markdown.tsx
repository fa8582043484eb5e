import { lazy, Suspense } from 'react'

const MarkdownText = lazy(() => import('./MarkdownText.tsx').then((module) => ({ default: module.MarkdownText })))

/** A description that somebody wrote in Markdown. No HTML in it is taken: it may come from a stranger's definition. */
export const Markdown = ({ text }: { readonly text: string }) => (
  <Suspense fallback={<p>{text}</p>}>
    <MarkdownText text={text} />
  </Suspense>
)
