import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { rootRoute } from '../../shared/routing/root-route.ts'

const text = z.string().optional().catch(undefined)

const signUp = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: z.object({ service: text }),
  component: lazyRouteComponent(() => import('./SignUpPage.tsx'), 'SignUpPage'),
})

const resetPassword = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  validateSearch: z.object({ service: text }),
  component: lazyRouteComponent(() => import('./ResetPasswordPage.tsx'), 'ResetPasswordPage'),
})

/** What the links of mails carry. Parts that are digits only come as numbers. */
const ticketSearch = z.object({
  ticket: z.coerce.string().catch(''),
  identity: z.coerce.string().catch(''),
  service: text,
})
export type TicketSearch = z.infer<typeof ticketSearch>

const confirmSignUp = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-v2/identities/basic/signup',
  validateSearch: ticketSearch,
  component: lazyRouteComponent(() => import('./ConfirmSignUpPage.tsx'), 'ConfirmSignUpPage'),
})

const confirmEmail = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-v2/identities/basic/email',
  validateSearch: ticketSearch,
  component: lazyRouteComponent(() => import('./ConfirmEmailPage.tsx'), 'ConfirmEmailPage'),
})

const choosePassword = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-v2/password',
  validateSearch: ticketSearch,
  component: lazyRouteComponent(() => import('./ChoosePasswordPage.tsx'), 'ChoosePasswordPage'),
})

const invitation = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm/invitation',
  validateSearch: ticketSearch,
  component: lazyRouteComponent(() => import('./InvitationPage.tsx'), 'InvitationPage'),
})

export const accountRoutes = [signUp, resetPassword, confirmSignUp, confirmEmail, choosePassword, invitation]
