import "swagger-ui-dist/swagger-ui.css";
import "./api-reference.css";

export { default as swaggerUi } from "swagger-ui-dist/swagger-ui-es-bundle.js";
