import helmet from 'helmet';

/**
 * What a browser may do with a page of the console: scripts, styles, fonts and calls from here only, nothing inline, no frame
 * around it, no other site learns where one came from. `Referrer-Policy` is not `no-referrer`: browsers would send `Origin: null`
 * with every form (Fetch standard, trust A).
 */
export function securityHeaders({ https }: { readonly https: boolean }) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    frameguard: { action: 'deny' },
  });
}
