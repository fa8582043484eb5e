import { toWebLink } from './to-web-link.ts'

/** A link that a publisher or a definition names; plain text where it leads to no page. */
export function OuterLink({ address, text = address }: { readonly address: string; readonly text?: string }) {
  const href = toWebLink(address)
  if (href === undefined) return <span translate="no">{text}</span>
  return (
    <a href={href} rel="noopener noreferrer nofollow" translate="no">
      {text}
    </a>
  )
}
