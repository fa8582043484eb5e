import { defineWords } from '../languages/words.ts'

export const authWords = defineWords('auth', {
  en: {
    email: 'E-mail address',
    emailNeeded: 'Enter your e-mail address',
    password: 'Password',
    passwordNeeded: 'Enter your password',
    signIn: 'Sign in',
  },
  nl: {
    email: 'E-mailadres',
    emailNeeded: 'Vul uw e-mailadres in',
    password: 'Wachtwoord',
    passwordNeeded: 'Vul uw wachtwoord in',
    signIn: 'Aanmelden',
  },
})
