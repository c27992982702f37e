declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  export default function swaggerUi(options: {
    spec: object;
    domNode: HTMLElement;
    docExpansion: "list" | "none";
    supportedSubmitMethods: string[];
    tryItOutEnabled: boolean;
    validatorUrl: null;
  }): void;
}
