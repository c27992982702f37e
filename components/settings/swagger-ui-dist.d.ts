declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  export default function swaggerUi(options: {
    url: string;
    domNode: HTMLElement;
    docExpansion: "list" | "none";
    supportedSubmitMethods: string[];
    tryItOutEnabled: boolean;
    validatorUrl: null;
    onFailure?: () => void;
  }): void;
}
