export const webServiceRoutes = [] as const
