import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to a page of ours by its path. */
export const TextLink = ({
  href,
  children,
  isName = false,
}: {
  readonly href: string
  readonly children: ReactNode
  /** Whether the text is what somebody called a thing, which no browser may translate. */
  readonly isName?: boolean
}) => (
  <Link to={href} translate={isName ? 'no' : undefined}>
    {children}
  </Link>
)
