import { redirect } from '@tanstack/react-router'

/** To be thrown where a page needs a session: signing in leads back to it. */
export const toSignIn = (href: string, service?: string) =>
  redirect({ to: '/sign-in', search: { returnTo: href, ...(service === undefined ? {} : { service }) } })
