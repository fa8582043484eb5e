export const securityTabs = ['visitors', 'providers', 'oauth', 'access'] as const
export type SecurityTab = (typeof securityTabs)[number]
