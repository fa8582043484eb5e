import { splitTemplate } from './split-template.ts'

/** A URL template with its parameters told apart. */
export const UrlTemplate = ({ template, className }: { readonly template: string; readonly className?: string }) => (
  <code translate="no" className={className}>
    {splitTemplate(template).map(({ at, text, isParameter }) =>
      isParameter ? <b key={at}>{text}</b> : <span key={at}>{text}</span>,
    )}
  </code>
)
